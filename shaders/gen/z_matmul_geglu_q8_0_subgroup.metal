#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _157
{
    uint _m0[1];
};

struct _161
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

struct _177
{
    uint4 _m0[1];
};

struct _207
{
    uint _m0[1];
};

struct _221
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _274 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _279 = SPIRV_CROSS_CONSTANT_ID_3;

struct _283
{
    uint _m0[1];
};

constant uint _298 = (_274 * _279);
constant uint _300 = (_274 * _279);
constant uint _305 = (_274 * _279);

struct _388
{
    float4 _m0[1];
};

constant uint _497 = (_274 * _279);
constant uint _517 = (_274 * _279);
constant uint _518 = (_517 + _70);
constant uint _519 = (_518 - 1u);
constant uint _520 = (_519 / _70);
constant uint _559 = (_274 * _279);

struct _575
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _602 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_602, 1u, 1u);

kernel void main0(constant _161& _163 [[buffer(0)]], const device _283& _285 [[buffer(1)]], const device _388& _390 [[buffer(2)]], const device _177& _179 [[buffer(3)]], const device _157& _159 [[buffer(4)]], const device _221& _223 [[buffer(5)]], const device _207& _209 [[buffer(6)]], device _575& _577 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    uint _275 = gl_WorkGroupID.x * _274;
    uint _280 = gl_WorkGroupID.y * _279;
    float _303[_300];
    float _308[_305];
    for (uint _909 = 0u; _909 < _298; )
    {
        _308[_909] = 0.0;
        _303[_909] = 0.0;
        _909++;
        continue;
    }
    uint _910;
    _910 = gl_LocalInvocationID.x;
    _17 _335[_274];
    _17 _350[_274];
    float4 _385[_279];
    for (; _910 < _163._m0; _910 += _70)
    {
        for (uint _928 = 0u; _928 < _274; _928++)
        {
            uint _344 = min((_275 + _928), (_163._m3 - 1u));
            uint _626 = (_344 * _163._m1) + (_910 >> uint(2));
            float2 _629 = float2(as_type<half2>(_159._m0[_626]));
            uint _635 = (_344 * _163._m0) + _910;
            bool _640 = (_910 & 2u) == 0u;
            float _939;
            if (_640)
            {
                _939 = _629.x;
            }
            else
            {
                _939 = _629.y;
            }
            _335[_928] = _17{ _179._m0[_635], _939, 0.0 };
            float2 _663 = float2(as_type<half2>(_209._m0[_626]));
            float _942;
            if (_640)
            {
                _942 = _663.x;
            }
            else
            {
                _942 = _663.y;
            }
            _350[_928] = _17{ _223._m0[_635], _942, 0.0 };
        }
        uint _929;
        _929 = 0u;
        for (; _929 < 4u; _929++)
        {
            for (uint _932 = 0u; _932 < _279; )
            {
                _385[_932] = _390._m0[((min((_280 + _932), (_285._m0[_163._m6] - 1u)) * (_163._m2 / 4u)) + (4u * _910)) + _929];
                _932++;
                continue;
            }
            uint _933;
            _933 = 0u;
            for (; _933 < _274; _933++)
            {
                uint4 _878 = _335[_933]._m0;
                int _690 = int(_878[_929]);
                float4 _706 = float4(float(extract_bits(_690, uint(0), uint(8))), float(extract_bits(_690, uint(8), uint(8))), float(extract_bits(_690, uint(16), uint(8))), float(_690 >> 24)) * _335[_933]._m1;
                uint4 _884 = _350[_933]._m0;
                int _713 = int(_884[_929]);
                float4 _729 = float4(float(extract_bits(_713, uint(0), uint(8))), float(extract_bits(_713, uint(8), uint(8))), float(extract_bits(_713, uint(16), uint(8))), float(_713 >> 24)) * _350[_933]._m1;
                for (uint _936 = 0u; _936 < _279; )
                {
                    uint _447 = (_936 * _274) + _933;
                    _303[_447] = fma(_385[_936].w, _706.w, fma(_385[_936].z, _706.z, fma(_385[_936].y, _706.y, fma(_385[_936].x, _706.x, _303[_447]))));
                    _308[_447] = fma(_385[_936].w, _729.w, fma(_385[_936].z, _729.z, fma(_385[_936].y, _729.y, fma(_385[_936].x, _729.x, _308[_447]))));
                    _936++;
                    continue;
                }
            }
        }
    }
    float _523[_520];
    float _528[_520];
    for (uint _911 = 0u; _911 < _497; _911++)
    {
        float _503 = _303[_911];
        float _917;
        do
        {
            float _784 = simd_sum(_503);
            if (_60)
            {
                _917 = _784;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _788 = simd_is_first();
            if (_788)
            {
                _73[gl_SubgroupID] = _784;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _916;
            _916 = _73[0];
            for (uint _915 = 1u; _915 < gl_NumSubgroups; )
            {
                _916 += _73[_915];
                _915++;
                continue;
            }
            _917 = _916;
            break;
        } while(false);
        float _509 = _308[_911];
        float _923;
        do
        {
            float _822 = simd_sum(_509);
            if (_60)
            {
                _923 = _822;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _826 = simd_is_first();
            if (_826)
            {
                _73[gl_SubgroupID] = _822;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _922;
            _922 = _73[0];
            for (uint _921 = 1u; _921 < gl_NumSubgroups; )
            {
                _922 += _73[_921];
                _921++;
                continue;
            }
            _923 = _922;
            break;
        } while(false);
        if ((_911 % _70) == gl_LocalInvocationID.x)
        {
            uint _525 = _911 / _70;
            _523[_525] = _917;
            _528[_525] = _923;
        }
    }
    for (uint _912 = 0u; _912 < _520; _912++)
    {
        uint _547 = (_912 * _70) + gl_LocalInvocationID.x;
        uint _552 = _275 + (_547 % _274);
        uint _557 = _280 + (_547 / _274);
        bool _560 = _547 < _559;
        bool _567;
        if (_560)
        {
            _567 = _552 < _163._m3;
        }
        else
        {
            _567 = _560;
        }
        if (_567 && (_557 < _285._m0[_163._m6]))
        {
            _577._m0[((_557 * _163._m5) + _163._m4) + _552] = (_523[_912] / (1.0 + exp(fma((0.0447149984538555145263671875 * _523[_912]) * _523[_912], _523[_912], _523[_912]) * (-1.5957691669464111328125)))) * _528[_912];
        }
    }
}

