#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _35 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _44 = (_35 / 2u);
constant uint _80 = (_35 / 2u);

struct _116
{
    uint _m0;
    uint _m1;
    uint _m2;
    float _m3;
    float _m4;
    float _m5;
};

struct _160
{
    uint _m0[1];
};

struct _187
{
    float _m0[1];
};

struct _195
{
    float _m0[1];
};

struct _361
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _584 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_584, 1u, 1u);

kernel void main0(constant _116& _118 [[buffer(0)]], const device _160& _162 [[buffer(2)]], const device _187& _189 [[buffer(3)]], const device _195& _197 [[buffer(4)]], device _361& _363 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]])
{
    threadgroup float _38[_35];
    threadgroup float _256[32];
    do
    {
        uint _142 = _118._m0 / 64u;
        float _930;
        float _933;
        float _937;
        _937 = 0.0;
        _933 = 0.0;
        _930 = 0.0;
        for (uint _929 = gl_LocalInvocationID.x; _929 < _118._m0; )
        {
            float _173 = as_type<float>(min((_162._m0[_929] & 2147483647u), 2130706432u));
            float _179 = min(_173, 10000000272564224.0);
            _937 = max(_937, abs(_189._m0[_929] * _197._m0[_118._m0 + _929]));
            _933 = max(_933, _173);
            _930 = fma(_179, _179, _930);
            _929 += _35;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        _38[gl_LocalInvocationID.x] = _930;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _931 = _44; _931 > 0u; _931 /= 2u)
        {
            if (gl_LocalInvocationID.x < _931)
            {
                _38[gl_LocalInvocationID.x] += _38[gl_LocalInvocationID.x + _931];
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        float _631 = _38[0];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        _38[gl_LocalInvocationID.x] = _933;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _934 = _80; _934 > 0u; _934 /= 2u)
        {
            if (gl_LocalInvocationID.x < _934)
            {
                _38[gl_LocalInvocationID.x] = max(_38[gl_LocalInvocationID.x], _38[gl_LocalInvocationID.x + _934]);
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        float _680 = _38[0];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        _38[gl_LocalInvocationID.x] = _937;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _938 = _80; _938 > 0u; _938 /= 2u)
        {
            if (gl_LocalInvocationID.x < _938)
            {
                _38[gl_LocalInvocationID.x] = max(_38[gl_LocalInvocationID.x], _38[gl_LocalInvocationID.x + _938]);
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        float _733 = _38[0];
        for (uint _939 = gl_LocalInvocationID.x; _939 < _142; _939 += _35)
        {
            uint _231 = 64u * _939;
            float _1001;
            _1001 = 0.0;
            for (uint _999 = _231; _999 < (_231 + 64u); )
            {
                _1001 = fma(_189._m0[_999], _189._m0[_999], _1001);
                _999++;
                continue;
            }
            _256[_939] = fma(sqrt(_1001), 1.00012505054473876953125, 9.9999998377515902426605765018763e-18);
        }
        float _272 = _733 * 6.1516730056609958410263061523438e-05;
        float _942;
        float _945;
        float _949;
        _949 = 0.0;
        _945 = 0.0;
        _942 = 0.0;
        float _375;
        float _380;
        float _392;
        for (uint _941 = gl_LocalInvocationID.x; _941 < _118._m0; _949 = _392, _945 = _380, _942 = _375, _941 += _35)
        {
            uint _289 = _941 / 64u;
            uint _994;
            if (_289 < 16u)
            {
                _994 = _118._m1;
            }
            else
            {
                _994 = _118._m2;
            }
            uint _780 = 2u * ((_994 >> (2u * (_289 & 15u))) & 3u);
            float _297 = (_780 == 2u) ? 16.0 : 1.0;
            float _304 = float(1u << _780) - 1.0;
            float _307 = (_297 * _304) * 0.5;
            uint _315 = _118._m0 + _941;
            float _318 = _189._m0[_941] * _197._m0[_315];
            int _337 = int(clamp(floor((_318 / _272) + 0.5), -16256.0, 16256.0));
            float _342 = _272 * float(_337);
            float _354 = abs(_342);
            _363._m0[64u + _941] = uint(_337);
            _375 = _942 + fma(_189._m0[_941], _197._m0[_941], -(_342 * _307));
            _380 = fma(fma(abs(fma(_189._m0[_941], _197._m0[_315], -_342)), 1.00100004673004150390625, 9.9999999747524270787835121154785e-07 * (abs(_318) + _354)) + 1.0000000359391298238442905219083e-36, _307, _945);
            _392 = _949 + fma(_354, fma(_297, _304, _297), abs(_189._m0[_941] * _197._m0[_941]));
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        _38[gl_LocalInvocationID.x] = _942;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _943 = _44; _943 > 0u; _943 /= 2u)
        {
            if (gl_LocalInvocationID.x < _943)
            {
                _38[gl_LocalInvocationID.x] += _38[gl_LocalInvocationID.x + _943];
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        float _812 = _38[0];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        _38[gl_LocalInvocationID.x] = _945;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _946 = _44; _946 > 0u; _946 /= 2u)
        {
            if (gl_LocalInvocationID.x < _946)
            {
                _38[gl_LocalInvocationID.x] += _38[gl_LocalInvocationID.x + _946];
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        float _860 = _38[0];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        _38[gl_LocalInvocationID.x] = _949;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _950 = _44; _950 > 0u; _950 /= 2u)
        {
            if (gl_LocalInvocationID.x < _950)
            {
                _38[gl_LocalInvocationID.x] += _38[gl_LocalInvocationID.x + _950];
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        float _908 = _38[0];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (gl_LocalInvocationID.x > 0u)
        {
            break;
        }
        float _952;
        float _963;
        _963 = 0.0;
        _952 = 9.9999996826552253889678874634872e-21;
        for (uint _951 = 0u; _951 < _142; )
        {
            uint _429 = 2u * _118._m0;
            _963 = fma(_256[_951], _197._m0[_429 + _951], _963);
            _952 = max(_952, _256[_951] * _197._m0[(_429 + 32u) + _951]);
            _951++;
            continue;
        }
        float _456 = _952 * 6.1516730056609958410263061523438e-05;
        for (uint _961 = 0u; _961 < 32u; _961++)
        {
            bool _477 = _961 < _142;
            float _987;
            if (_477)
            {
                _987 = ((_256[_961] * _197._m0[((2u * _118._m0) + 32u) + _961]) / _456) * 1.00000798702239990234375;
            }
            else
            {
                _987 = 0.0;
            }
            uint _989;
            if (_477)
            {
                _989 = uint(min(floor(_987) + 1.0, 16256.0));
            }
            else
            {
                _989 = 0u;
            }
            _363._m0[8u + _961] = _989;
        }
        float _533 = fma(_118._m5, _908 * 1.00024998188018798828125, fma(_118._m3, (sqrt(_631) * 1.00024998188018798828125) * _118._m4, _860 * 1.00024998188018798828125));
        _363._m0[0] = uint(int(((_680 >= 9.9999999600419720025001879548654e-13) && (_680 < 999999986991104.0)) && (_733 >= 1.0000000195414813782625560981111e-25)));
        _363._m0[1] = as_type<uint>(_272);
        _363._m0[2] = as_type<uint>(_812);
        _363._m0[3] = as_type<uint>(_456);
        _363._m0[4] = as_type<uint>(fma(fma(_963, 1.00012505054473876953125, fma(1.9999999949504854157567024230957e-06, fma(_952 * 127.0020294189453125, float(_142), fma(_908, 1.00024998188018798828125, _963 * 1.00012505054473876953125)) + _533, _533)), 1.0000159740447998046875, 9.9999996826552253889678874634872e-21));
        _363._m0[5] = 0u;
        _363._m0[6] = 0u;
        break;
    } while(false);
}

