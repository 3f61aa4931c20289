#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _36 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _39 = (_36 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _49 = SPIRV_CROSS_CONSTANT_ID_0;

struct _112
{
    float2 _m0[1];
};

struct _160
{
    uint _m0;
    uint _m1;
    float _m2;
};

struct _189
{
    float _m0[1];
};

struct _234
{
    int _m0[1];
};

struct _258
{
    float _m0[1];
};

struct _284
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _318 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_318, 1u, 1u);

kernel void main0(constant _160& _162 [[buffer(0)]], const device _189& _191 [[buffer(2)]], const device _258& _260 [[buffer(3)]], const device _234& _236 [[buffer(4)]], const device _112& _114 [[buffer(5)]], device _284& _286 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _52[_49];
    uint _166 = 2u * _162._m1;
    uint _176 = (gl_WorkGroupID.y * _162._m0) + (gl_WorkGroupID.x * _166);
    float _449;
    _449 = 0.0;
    for (uint _448 = gl_LocalInvocationID.x; _448 < _166; )
    {
        uint _194 = _176 + _448;
        _449 = fma(_191._m0[_194], _191._m0[_194], _449);
        _448 += _49;
        continue;
    }
    float _452;
    do
    {
        float _344 = simd_sum(_449);
        if (_39)
        {
            _452 = _344;
            break;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        bool _348 = simd_is_first();
        if (_348)
        {
            _52[gl_SubgroupID] = _344;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float _451;
        _451 = _52[0];
        for (uint _450 = 1u; _450 < gl_NumSubgroups; )
        {
            _451 += _52[_450];
            _450++;
            continue;
        }
        _452 = _451;
        break;
    } while(false);
    float _220 = 1.0 / sqrt((_452 / float(_166)) + _162._m2);
    for (uint _453 = gl_LocalInvocationID.x; _453 < _162._m1; _453 += _49)
    {
        uint _241 = uint(_236._m0[gl_WorkGroupID.y]);
        float2 _455;
        _455 = float2(1.0, 0.0);
        float2 _458;
        for (uint _454 = 0u; _454 < 4u; _455 = _458, _454++)
        {
            uint _393 = (_241 >> (8u * _454)) & 255u;
            if (_393 != 0u)
            {
                uint _404 = (((_454 * 256u) + _393) * _162._m1) + _453;
                _458 = float2(fma(_455.x, _114._m0[_404].x, -(_455.y * _114._m0[_404].y)), fma(_455.x, _114._m0[_404].y, _455.y * _114._m0[_404].x));
            }
            else
            {
                _458 = _455;
            }
        }
        uint _252 = _176 + _453;
        float _264 = (_191._m0[_252] * _220) * _260._m0[_453];
        uint _271 = _252 + _162._m1;
        float _282 = (_191._m0[_271] * _220) * _260._m0[_453 + _162._m1];
        _286._m0[_252] = fma(_264, _455.x, -(_282 * _455.y));
        _286._m0[_271] = fma(_264, _455.y, _282 * _455.x);
    }
}

