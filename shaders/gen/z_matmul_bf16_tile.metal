#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _65
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _91 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _92 = (8u * _91);
constant uint _93 = (4u * _92);
constant uint _116 = (_92 + 4u);

struct _131
{
    uint2 _m0[1];
};

constant uint _152 = (32u * _116);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _169 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _180 = (_169 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _181 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _182 = (_180 * _181);
constant uint _183 = (4u * _182);
constant uint _206 = (_182 + 4u);

struct _213
{
    float4 _m0[1];
};

constant uint _238 = (32u * _206);

struct _265
{
    uint _m0[1];
};

constant uint _292 = (_91 * _181);
constant uint _294 = (_91 * _181);
constant uint _299 = (_91 * _181);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _331 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _461 = (_91 * _181);

struct _522
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _552 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_552, 1u, 1u);

kernel void main0(constant _65& _67 [[buffer(0)]], const device _265& _267 [[buffer(1)]], const device _213& _215 [[buffer(2)]], const device _131& _133 [[buffer(3)]], device _522& _524 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _155[_152];
    threadgroup float _241[_238];
    uint _258 = gl_WorkGroupID.x * _92;
    uint _262 = gl_WorkGroupID.y * _182;
    uint _276 = _267._m0[_67._m6] - _67._m7;
    uint _280 = _91 * (gl_LocalInvocationID.x % 8u);
    uint _284 = _181 * (gl_LocalInvocationID.x / 8u);
    float _297[_294];
    float _302[_299];
    for (uint _920 = 0u; _920 < _292; )
    {
        _302[_920] = 0.0;
        _297[_920] = 0.0;
        _920++;
        continue;
    }
    for (uint _921 = gl_LocalInvocationID.x; _921 < _93; )
    {
        uint _591 = _921 / 4u;
        uint _598 = _921 % 4u;
        uint _607 = ((4u * _598) * _116) + _591;
        uint _614 = (4u * (min((_258 + _591), (_67._m3 - 1u)) * _67._m0)) + _598;
        float4 _729 = as_type<float4>(uint4(_133._m0[_614].x << uint(16), _133._m0[_614].x & 4294901760u, _133._m0[_614].y << uint(16), _133._m0[_614].y & 4294901760u));
        _155[_607] = _729.x;
        _155[_607 + _116] = _729.y;
        _155[_607 + (2u * _116)] = _729.z;
        _155[_607 + (3u * _116)] = _729.w;
        _921 += _169;
        continue;
    }
    for (uint _922 = gl_LocalInvocationID.x; _922 < _183; )
    {
        uint _649 = _922 / 4u;
        uint _656 = _922 % 4u;
        uint _665 = ((4u * _656) * _206) + _649;
        uint _675 = ((_67._m7 + min((_262 + _649), (_276 - 1u))) * (_67._m2 / 4u)) + _656;
        _241[_665] = _215._m0[_675].x;
        _241[_665 + _206] = _215._m0[_675].y;
        _241[_665 + (2u * _206)] = _215._m0[_675].z;
        _241[_665 + (3u * _206)] = _215._m0[_675].w;
        _922 += _169;
        continue;
    }
    float _391[_181];
    uint _937;
    uint _976;
    for (uint _923 = 0u, _930 = 0u, _933 = 0u; _923 < _67._m0; _933 = _976, _930 = _937, _923++)
    {
        uint _332 = _930 + _331;
        bool _338 = _332 >= _67._m0;
        if (_338)
        {
            uint _343 = _933 + uint(1);
            _976 = _343;
            _937 = _343;
        }
        else
        {
            _976 = _933;
            _937 = _332;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _347 = _923 + 1u;
        if (_347 < _67._m0)
        {
            uint _355 = _347 & 1u;
            for (uint _938 = gl_LocalInvocationID.x; _938 < _93; )
            {
                uint _759 = _938 / 4u;
                uint _766 = _938 % 4u;
                uint _775 = (((16u * _355) + (4u * _766)) * _116) + _759;
                uint _782 = (4u * ((min((_258 + _759), (_67._m3 - 1u)) * _67._m0) + _937)) + _766;
                float4 _897 = as_type<float4>(uint4(_133._m0[_782].x << uint(16), _133._m0[_782].x & 4294901760u, _133._m0[_782].y << uint(16), _133._m0[_782].y & 4294901760u));
                _155[_775] = _897.x;
                _155[_775 + _116] = _897.y;
                _155[_775 + (2u * _116)] = _897.z;
                _155[_775 + (3u * _116)] = _897.w;
                _938 += _169;
                continue;
            }
            for (uint _939 = gl_LocalInvocationID.x; _939 < _183; )
            {
                uint _817 = _939 / 4u;
                uint _824 = _939 % 4u;
                uint _833 = (((16u * _355) + (4u * _824)) * _206) + _817;
                uint _843 = (((_67._m7 + min((_262 + _817), (_276 - 1u))) * (_67._m2 / 4u)) + (4u * _937)) + _824;
                _241[_833] = _215._m0[_843].x;
                _241[_833 + _206] = _215._m0[_843].y;
                _241[_833 + (2u * _206)] = _215._m0[_843].z;
                _241[_833 + (3u * _206)] = _215._m0[_843].w;
                _939 += _169;
                continue;
            }
        }
        uint _369 = 16u * (_923 & 1u);
        uint _943;
        _943 = _369;
        for (; _943 < (_369 + 16u); _943++)
        {
            for (uint _954 = 0u; _954 < _181; )
            {
                _391[_954] = _241[((_943 * _206) + _284) + _954];
                _954++;
                continue;
            }
            uint _955;
            _955 = 0u;
            for (; _955 < _91; _955++)
            {
                uint _418 = ((_943 * _116) + _280) + _955;
                for (uint _958 = 0u; _958 < _181; )
                {
                    uint _432 = (_958 * _91) + _955;
                    _297[_432] = fma(_391[_958], _155[_418], _297[_432]);
                    _958++;
                    continue;
                }
            }
        }
        if (_338)
        {
            for (uint _945 = 0u; _945 < _461; )
            {
                _302[_945] += _297[_945];
                _297[_945] = 0.0;
                _945++;
                continue;
            }
        }
    }
    for (uint _924 = 0u; _924 < _181; _924++)
    {
        for (uint _925 = 0u; _925 < _91; _925++)
        {
            bool _501 = ((_258 + _280) + _925) < _67._m3;
            bool _511;
            if (_501)
            {
                _511 = ((_262 + _284) + _924) < _276;
            }
            else
            {
                _511 = _501;
            }
            if (_511)
            {
                _524._m0[((((((_262 + _284) + _924) * _67._m5) + _67._m4) + _258) + _280) + _925] = _302[(_924 * _91) + _925];
            }
        }
    }
}

